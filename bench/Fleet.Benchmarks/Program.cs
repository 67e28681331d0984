using Fleet.Benchmarks.Relay;

return args switch
{
    ["relay", .. string[] rest] => RelayBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: Fleet.Benchmarks relay [--rounds 5] [--case text]");
    return 2;
}
