namespace Fleet.EndToEnd.Tests.Budgets;

/// <summary>Bots that share budgets.</summary>
internal static class BudgetBot
{
    public const string Victim = "Budgeted.Victim";
    public const string Survivor = "Budgeted.Survivor";
    public const string Hammer = "Budgeted.Hammer";

    public const string Text = """
        using System.Diagnostics;

        namespace Budgeted;

        public sealed record Waiting(int Number);

        // Takes all there is, then waits for more until it is killed.
        public sealed class Victim : BaseServiceWorker
        {
            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
            {
                if (Worker.Name.Incarnation == 1) _ = RunAsync();
                return Task.CompletedTask;
            }

            private async Task RunAsync()
            {
                Console.WriteLine($"taking as {Environment.ProcessId} at {Stopwatch.GetTimestamp()}");
                for (var i = 0; i < 4; i++) await Ipc.Budgets.AcquireAsync("work");
                var more = Ipc.Budgets.AcquireAsync("work", new BudgetRequest { Priority = BudgetPriority.High, MaxWait = TimeSpan.FromMinutes(5) });
                var status = await Ipc.Budgets.GetAsync("work");
                Console.WriteLine($"used {status.Windows[0].Used}, {status.Waiting} waits");
                await Ipc.SendAsync(Target.Service("survivor"), "waiting", new Waiting(status.Waiting));
                await more;
            }
        }

        public sealed class Survivor : BaseServiceWorker
        {
            protected override Task StartAsync(CancellationToken cancellationToken)
            {
                Ipc.On<Waiting>("waiting", async (_, _) =>
                {
                    var now = await Ipc.Budgets.TryAcquireAsync("work");
                    Console.WriteLine($"now {now.Error} {now.RetryAfter > TimeSpan.Zero}");
                    var permit = await Ipc.Budgets.AcquireAsync("work", new BudgetRequest { Cost = 4, MaxWait = TimeSpan.FromMinutes(5) });
                    var granted = Stopwatch.GetTimestamp();
                    var status = await Ipc.Budgets.GetAsync("work");
                    Console.WriteLine($"granted {status.Granted}, orphaned {status.Orphaned}, waiting {status.Waiting} at {granted}");
                });
                return Task.CompletedTask;
            }
        }

        // Uses permits as fast as it gets them, and tells when.
        public sealed class Hammer : BaseClusterWorker
        {
            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
            {
                _ = RunAsync();
                return Task.CompletedTask;
            }

            private async Task RunAsync()
            {
                await Ipc.Budgets.DefineAsync("chat", new BudgetDefinition { Windows = [new BudgetWindow { Limit = 6, Per = TimeSpan.FromMilliseconds(500), Margin = TimeSpan.FromMilliseconds(500) }] });
                var times = new List<long>();
                while (times.Count < 12)
                {
                    await using var permit = await Ipc.Budgets.AcquireAsync("chat");
                    // Before it is used, and so not later than the permit is good for.
                    var now = Stopwatch.GetTimestamp();
                    if (permit.TryUse()) times.Add(now);
                }

                Console.WriteLine($"times {string.Join(' ', times)}");
            }
        }
        """;
}
