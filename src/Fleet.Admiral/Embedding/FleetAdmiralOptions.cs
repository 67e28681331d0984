namespace Fleet.Admiral.Embedding;

/// <summary>How a program embeds the Admiral. What the fleet is, is told by the same keys as in <c>fleet.json</c>: later sources win, in the order of these members.</summary>
public sealed class FleetAdmiralOptions
{
    private readonly List<string> _sets = [];

    /// <summary>
    /// The fleet's configuration, or its folder; relative to the program's content root. Null: <c>fleet.json</c> there, where there is one. A file that is named must exist.
    /// </summary>
    public string? File { get; set; }

    /// <summary>The section of the program's own configuration that has keys of the fleet, as <c>Fleet:clusters:count</c>; null for none. Environment variables <c>FLEET__…</c> are read too.</summary>
    public string? Section { get; set; } = "Fleet";

    /// <summary>Sets a key of the fleet's configuration, over all other sources.</summary>
    /// <param name="key">The key, such as <c>clusters.count</c>.</param>
    /// <param name="value">The value, as one would write it after <c>--set</c>.</param>
    public FleetAdmiralOptions Set(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        _sets.Add($"{key}={value}");
        return this;
    }

    /// <summary>The worker program; relative to the program's content root. Null: <c>worker/Fleet.Worker</c> beside the program, where a reference to the Admiral puts it.</summary>
    public string? WorkerProgram { get; set; }

    /// <summary>Whether the program stops when the fleet was stopped by an order, as by <c>fleet stop</c>, or the Admiral failed. Default: true.</summary>
    public bool StopProgramWithFleet { get; set; } = true;

    internal IReadOnlyList<string> Sets => _sets;
}
