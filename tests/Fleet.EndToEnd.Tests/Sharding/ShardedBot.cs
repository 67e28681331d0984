namespace Fleet.EndToEnd.Tests.Sharding;

/// <summary>A bot whose shards identify before it is ready, and services that say how many there are.</summary>
internal static class ShardedBot
{
    public const string Bot = "Sharded.Bot";
    public const string Gateway = "Sharded.Gateway";
    public const string Mute = "Sharded.Mute";

    public const string Text = """
        using System.Diagnostics;

        namespace Sharded;

        public sealed class Bot : BaseClusterWorker
        {
            protected override async Task StartAsync(CancellationToken cancellationToken)
            {
                foreach (var shard in Shards)
                {
                    await Ipc.IdentifyAsync(shard, cancellationToken);
                    Console.WriteLine($"identified {shard} of {ShardCount} at {Stopwatch.GetTimestamp()}");
                }
            }
        }

        // Is down at first, then recommends 6 shards, and 8 to who has 6.
        public sealed class Gateway : BaseServiceWorker
        {
            private int _asked;

            protected override Task StartAsync(CancellationToken cancellationToken)
            {
                Ipc.Handle<ShardQuestion, ShardAnswer>((question, context) =>
                {
                    Console.WriteLine($"asked by {context.From?.ToString() ?? "the Admiral"}, who has {question.ShardCount}");
                    if (++_asked == 1) throw new InvalidOperationException("the gateway is down");
                    return question.ShardCount == 0 ? new ShardAnswer { Shards = 6, MaxConcurrency = 2 } : new ShardAnswer { Shards = 8, MaxConcurrency = 8 };
                });
                return Task.CompletedTask;
            }
        }

        public sealed class Mute : BaseServiceWorker;
        """;
}
