namespace Fleet.Worker.Hosting;

/// <summary>Ends this process, also when code of the bot that runs at exit hangs.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Exits with a code. Does not return.</summary>
    public static void Exit(int code)
    {
        GuardAgainstHangs();
        Environment.Exit(code);
    }

    /// <summary>From now on the process has a short time to end by itself.</summary>
    public static void GuardAgainstHangs() => GuardAgainstHangs(Patience);

    /// <summary>From now on the process has some time to end by itself.</summary>
    public static void GuardAgainstHangs(TimeSpan patience) =>
        new Thread(() =>
        {
            using var never = new ManualResetEventSlim();
            never.Wait(patience);
            OwnProcessGroup.KillAll();
        }, maxStackSize: 128 * 1024)
        {
            IsBackground = true,
            Name = "fleet-exit-guard",
        }.Start();
}
