package io.medsift.decontamination;

/** The textbook algorithms, to compare with. */
public final class BruteForce {
  private BruteForce() {}

  /** Length of the longest common subsequence in code points, by the quadratic table. */
  public static int lcs(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    int[] row = new int[b.length + 1];
    for (int i = 1; i <= a.length; i++) {
      int diagonal = 0;
      for (int j = 1; j <= b.length; j++) {
        int above = row[j];
        row[j] = a[i - 1] == b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[b.length];
  }

  /** Whether the ratio of the two reaches the threshold, in integers. */
  static boolean reaches(String left, String right, int threshold) {
    long sum = left.codePoints().count() + right.codePoints().count();
    return 200L * lcs(left, right) >= threshold * sum;
  }
}
