using System.Collections.Concurrent;
using Fleet.Admiral.Sharding;

namespace Fleet.Admiral.Tests.Sharding;

/// <summary>A shard source that answers as the test says, the last answer again and again.</summary>
internal sealed class FakeShardSource(params Func<CancellationToken, Task<ShardAnswer?>>[] answers) : IShardSource
{
    private readonly ConcurrentQueue<ShardQuestion> _asked = new();

    public string Name => "the test";

    /// <summary>Every question, in order.</summary>
    public IReadOnlyList<ShardQuestion> Asked => [.. _asked];

    public static Func<CancellationToken, Task<ShardAnswer?>> Says(int? shards, int? concurrency = null, long? units = null) =>
        _ => Task.FromResult<ShardAnswer?>(new ShardAnswer { Shards = shards, MaxConcurrency = concurrency, Units = units });

    public static Func<CancellationToken, Task<ShardAnswer?>> Throws(string message) => _ => throw new InvalidOperationException(message);

    /// <summary>Does not even look at its token.</summary>
    public static Func<CancellationToken, Task<ShardAnswer?>> Hangs() => _ => new TaskCompletionSource<ShardAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously).Task;

    public Task<ShardAnswer?> AskAsync(ShardQuestion question, CancellationToken cancellationToken)
    {
        _asked.Enqueue(question);
        return answers[Math.Min(_asked.Count, answers.Length) - 1](cancellationToken);
    }
}
