using Fleet.Benchmarks.Codec;

return args switch
{
    ["codec"] => CodecBenchmark.Run(),
    ["codec-first", var codec] => FirstUse.Child(codec),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Fleet.Benchmarks codec");
    return 2;
}
