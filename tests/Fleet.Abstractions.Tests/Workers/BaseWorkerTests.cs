namespace Fleet.Abstractions.Tests.Workers;

public class BaseWorkerTests
{
    [Fact]
    public void Ipc_UsedInTheConstructor_ThrowsASentenceThatSaysSo() =>
        Should.Throw<InvalidOperationException>(() => new EagerBot()).Message.ShouldContain("use them in StartAsync");

    [Fact]
    public async Task Hooks_ThatAreNotOverridden_DoNothing()
    {
        var bot = new QuietBot();
        await bot.RunStartAsync(CancellationToken.None);
        await bot.RunActivateAsync(null, CancellationToken.None);
        (await bot.RunDeactivateAsync(CancellationToken.None)).ShouldBeNull();
        await bot.RunStopAsync(StopReason.Shutdown, CancellationToken.None);
        var report = new StatsReport();
        bot.RunReportStats(report);
        report.Values.ShouldBeEmpty();
    }

    private sealed class EagerBot : BaseClusterWorker
    {
        public EagerBot() => _ = Ipc;
    }

    private sealed class QuietBot : BaseServiceWorker;
}
