namespace Fleet.Admiral.CommandLine;

/// <summary>What the program's exit codes mean. Scripts depend on them: they never change.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The operation failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line was wrong.</summary>
    public const int Usage = 2;

    /// <summary>No Admiral was reached.</summary>
    public const int NoAdmiral = 3;

    /// <summary>Refused: another operation runs, a slot is unknown, or a question was not answered with yes.</summary>
    public const int Refused = 4;

    /// <summary>The time ran out; the operation goes on.</summary>
    public const int TimedOut = 5;

    /// <summary>The configuration is wrong (EX_CONFIG).</summary>
    public const int Configuration = 78;

    /// <summary>Interrupted by the operator.</summary>
    public const int Interrupted = 130;
}
