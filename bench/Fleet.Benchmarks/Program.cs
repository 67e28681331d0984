using Fleet.Benchmarks.Codec;
using Fleet.Benchmarks.Ipc;
using Fleet.Benchmarks.Mapping;
using Fleet.Benchmarks.Relay;
using Fleet.Benchmarks.Start;

return args switch
{
    ["codec"] => CodecBenchmark.Run(),
    ["codec-first", var codec] => FirstUse.Child(codec),
    ["mapping"] => MappingBenchmark.Run(),
    ["mapping-first", var kind, var types] => MappingBenchmark.Child(kind, int.Parse(types, System.Globalization.CultureInfo.InvariantCulture)),
    ["relay", .. string[] rest] => RelayBenchmark.Run(rest),
    ["ipc", .. string[] rest] => IpcBenchmark.Run(rest),
    ["start", .. string[] rest] => StartBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: Fleet.Benchmarks VERB
          codec                              the payload codec beside System.Text.Json
          mapping                            generated mappings beside those of the runtime: first use and long run
          relay [--rounds 5] [--case text]   connections beside bare sockets
          ipc [--rounds 5] [--case text] [--seconds 1.5] [--fleet NAME=program]...
                                             messages through a whole fleet, beside the relay over bare sockets
          start [--rounds 10] [--worker NAME=program]... [--bot NAME=dll]... [--only start|memory]
                                             the start and the memory of a worker
        """);
    return 2;
}
