fn main() {
    bench_keywords::native();
}
