package io.medsift.console.web;

/** The form in which a person enters the token. */
final class LoginForm {
  static final String PATH = "/login";

  private LoginForm() {}

  /**
   * The form.
   *
   * @param problem with what was entered, as a sentence; empty for none
   */
  static Reply.Document document(PageRequest wanted, String problem) {
    return new Reply.Document(
        "Log in",
        html -> {
          html.element("h1", "", "Log in")
              .element(
                  "p", "lead", "The token is in the file that --token-file of the console names.");
          if (!problem.isEmpty()) {
            html.open("p", "class", "problem", "role", "alert").text(problem).close();
          }
          wanted.form(html, PATH);
          html.open("label", "for", "token").text("Token").close();
          html.single(
              "input",
              "id",
              "token",
              "name",
              "token",
              "type",
              "password",
              "required",
              "",
              "autocomplete",
              "current-password");
          html.element("button", "", "Log in").close();
        });
  }
}
