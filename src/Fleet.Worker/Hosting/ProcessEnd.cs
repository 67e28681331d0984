namespace Fleet.Worker.Hosting;

/// <summary>Ends this process, also when code of the bot that runs at exit hangs.</summary>
internal sealed class ProcessEnd : IProcessEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public void Exit(int code)
    {
        GuardAgainstHangs();
        Environment.Exit(code);
    }

    public void GuardAgainstHangs() => GuardAgainstHangs(Patience);

    public void GuardAgainstHangs(TimeSpan patience) =>
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
