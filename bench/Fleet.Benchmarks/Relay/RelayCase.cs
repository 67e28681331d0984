namespace Fleet.Benchmarks.Relay;

/// <summary>What a trial does, through a relay process in the middle; bodies of 64 bytes.</summary>
internal sealed record RelayCase(string Name, RelayCaseKind Kind, int InFlight, int Services)
{
    public const int BodyBytes = 64;

    public static IReadOnlyList<RelayCase> All { get; } =
    [
        new("command, one at a time", RelayCaseKind.Echo, 1, 1),
        new("command, 64 in flight", RelayCaseKind.Echo, 64, 1),
        new("command, 1024 in flight", RelayCaseKind.Echo, 1024, 1),
        new("one-way", RelayCaseKind.Stream, 0, 1),
        new("broadcast to 16", RelayCaseKind.Stream, 0, 16),
    ];
}
