namespace Fleet.Benchmarks.Start;

/// <summary>One way to run a worker.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Worker">The worker program.</param>
/// <param name="Bot">The bot's DLL.</param>
/// <param name="Settings">Environment variables of the runtime, as <c>NAME=value</c>.</param>
internal sealed record StartVariant(string Name, string Worker, string Bot, params string[] Settings)
{
    /// <summary>Settings of the runtime that were thought to matter for the start.</summary>
    public static IReadOnlyList<string> ForStart { get; } =
    [
        "DOTNET_TieredPGO=0",
        "DOTNET_TieredCompilation=0",
        "DOTNET_TC_QuickJitForLoops=0",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1",
        "DOTNET_gcConcurrent=0",
        "DOTNET_GCgen0size=0x400000",
        "DOTNET_gcServer=1",
    ];

    /// <summary>Settings of the runtime that were thought to matter for memory.</summary>
    public static IReadOnlyList<string> ForMemory { get; } =
    [
        "DOTNET_GCgen0size=0x400000",
        "DOTNET_gcConcurrent=0",
        "DOTNET_TieredPGO=0",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1",
        "DOTNET_GCConserveMemory=9",
        "DOTNET_gcServer=1",
    ];
}
