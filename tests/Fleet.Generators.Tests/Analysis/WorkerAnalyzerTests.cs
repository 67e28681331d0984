namespace Fleet.Generators.Tests.Analysis;

public sealed class WorkerAnalyzerTests
{
    [Fact]
    public async Task AsyncVoid_InAWorker_IsWarnedOf()
    {
        await new Snippet("""
            public sealed class Bot : BaseClusterWorker
            {
                private async void Fire() => await Task.Yield(); // FLEET0002
                private async Task Good() => await Task.Yield();
                private void Sync() { }

                protected override Task StartAsync(CancellationToken stop)
                {
                    Run(async () => await Task.Yield()); // FLEET0002
                    Ipc.On<string>("x", async (_, _) => await Task.Yield());
                    async void Local() => await Task.Yield(); // FLEET0002
                    Local();
                    return Task.CompletedTask;
                }

                private static void Run(Action action) => action();

                private sealed class Inside
                {
                    public async void Fire() => await Task.Yield(); // FLEET0002
                }
            }

            public sealed class Window
            {
                public async void Clicked() => await Task.Yield();
            }
            """).ShouldBeDiagnosedAsAnnouncedAsync();
    }

    [Fact]
    public async Task Blocking_InAWorker_IsWarnedOf()
    {
        await new Snippet("""
            public abstract class OwnBase : BaseServiceWorker;
            public sealed class Service : OwnBase
            {
                private static readonly Task<int> Task1 = Task.FromResult(1);
                private static Task<int> Ask() => Task1;
                private static ValueTask<int> AskValue() => new(1);

                protected override Task StartAsync(CancellationToken stop)
                {
                    var a = Ask().Result; // FLEET0003
                    Ask().Wait(); // FLEET0003
                    Ask().Wait(1000); // FLEET0003
                    var b = Ask().GetAwaiter().GetResult(); // FLEET0003
                    var c = Ask().ConfigureAwait(false).GetAwaiter().GetResult(); // FLEET0003
                    var d = AskValue().Result; // FLEET0003
                    var e = AskValue().GetAwaiter().GetResult(); // FLEET0003
                    Task.WaitAll(Ask(), Ask()); // FLEET0003
                    Func<int> later = () => Ask().Result; // FLEET0003
                    var name = nameof(Task1.Result) + new Own().Result + a + b + c + d + e + later();
                    return Task.CompletedTask;
                }

                private int Property => Ask().Result; // FLEET0003

                private sealed class Own { public int Result => 1; public void Wait() { } }
            }

            public sealed class Elsewhere
            {
                public int A(Task<int> task) => task.Result;
            }
            """).ShouldBeDiagnosedAsAnnouncedAsync();
    }

    [Fact]
    public async Task Awaiting_IsNotBlocking()
    {
        await new Snippet("""
            public sealed class Bot : BaseClusterWorker
            {
                protected override async Task StartAsync(CancellationToken stop)
                {
                    await Task.WhenAll(Task.CompletedTask, Task.CompletedTask);
                    await foreach (var outcome in Ipc.CommandAllAsync<int>(Target.AllClusters, "x", null, stop)) _ = outcome;
                }
            }
            """).ShouldBeDiagnosedAsAnnouncedAsync();
    }
}
