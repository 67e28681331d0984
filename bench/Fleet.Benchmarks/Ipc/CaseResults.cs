using Fleet.Benchmarks.Relay;

namespace Fleet.Benchmarks.Ipc;

/// <summary>All trials of one case, in the order of the rounds.</summary>
internal sealed class CaseResults(RelayCase what)
{
    public RelayCase Case => what;

    public List<RelayResult> Raw { get; } = [];

    public Dictionary<string, List<IpcResult>> Fleets { get; } = [];

    public List<IpcResult> Of(string fleet)
    {
        if (!Fleets.TryGetValue(fleet, out List<IpcResult>? list))
            Fleets[fleet] = list = [];
        return list;
    }
}
