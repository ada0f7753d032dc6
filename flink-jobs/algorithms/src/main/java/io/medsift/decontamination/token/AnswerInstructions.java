package io.medsift.decontamination.token;

import java.util.List;

/**
 * Requests about the form of an answer that pipelines and evaluation harnesses put around a
 * question. They say nothing about which question it is.
 */
final class AnswerInstructions {
  static final List<String> PHRASES =
      List.of(
          "Please reason step by step, and put your final answer within \\boxed{}",
          "Let's think step by step and output the final answer within \\boxed{}",
          "Please reason step by step",
          "Let's think step by step",
          "Think step by step",
          "Put your final answer within \\boxed{}",
          "Put the final answer in \\boxed{}",
          "Return your final response within \\boxed{}",
          "Return your final response as 'Final Answer: \\boxed{<answer>}', where <answer> is the"
              + " number or mathematical expression of the solution",
          "Please answer with only the letter of the correct option",
          "Answer with the option's letter from the given choices directly",
          "Answer with only the letter",
          "Answer the following multiple choice question",
          "Answer the following question",
          "Please answer the following question",
          "The following is a multiple choice question",
          "The following are multiple choice questions (with answers)",
          "The last line of your response should be of the following format",
          "Answer: $LETTER (without quotes) where LETTER is one of ABCD",
          "Select the best answer",
          "Select the correct answer",
          "Choose the best answer",
          "Choose the correct answer",
          "Choose the correct option",
          "Choose one of the following options",
          "Answer choices",
          "Your final answer",
          "The final answer is",
          "请逐步推理，并将最终答案放在\\boxed{}中",
          "请一步一步推理",
          "请一步步思考",
          "请逐步推理",
          "将最终答案放在\\boxed{}中",
          "请选择正确答案",
          "请从以下选项中选择",
          "以下是一道单项选择题",
          "请回答以下问题");

  private AnswerInstructions() {}
}
