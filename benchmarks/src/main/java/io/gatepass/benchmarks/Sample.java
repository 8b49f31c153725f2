package io.gatepass.benchmarks;

import java.util.Arrays;

/** Numbers measured one after the other, and what can be said of them. */
final class Sample {
    private final double[] sorted;

    Sample(double... values) {
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    static Sample of(long... values) {
        return new Sample(Arrays.stream(values).asDoubleStream().toArray());
    }

    double quantile(double q) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }

    double median() {
        return quantile(0.5);
    }

    double max() {
        return quantile(1);
    }

    /** Half the width of a 95 % interval around the median, by the order statistics (binomial, normal approximation). */
    double medianError() {
        int n = sorted.length;
        if (n < 6) {
            return n == 0 ? Double.NaN : (sorted[n - 1] - sorted[0]) / 2;
        }
        double spread = 0.98 * Math.sqrt(n);
        int low = (int) Math.max(0, Math.floor(n / 2.0 - spread));
        int high = (int) Math.min(n - 1, Math.ceil(n / 2.0 + spread));
        return (sorted[high] - sorted[low]) / 2;
    }
}
