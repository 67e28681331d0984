namespace Fleet.TestKit.Processes;

/// <summary>How one call of the program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">What it printed.</param>
/// <param name="Error">What it complained of.</param>
public sealed record VerbResult(int ExitCode, string Out, string Error)
{
    /// <summary>Everything, for a message.</summary>
    public override string ToString() => $"exit {ExitCode}\n{Out}\n{Error}";
}
