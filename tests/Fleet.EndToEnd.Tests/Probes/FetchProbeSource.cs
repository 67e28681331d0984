namespace Fleet.EndToEnd.Tests.Probes;

/// <summary>What probes know and how they ask for it.</summary>
internal static class FetchProbeSource
{
    public const string Text = """

        public sealed record Entity(string Name, string Worker);

        // Cluster n knows user n and every guild of its shards, and no more; it tells what it was asked for, and it never comes back from looking for a recipe.
        public static class Knowledge
        {
            public static async Task<FetchAnswer> AnswerAsync(WorkerIdentity worker, IReadOnlyList<int> shards, int shardCount, string kind, IReadOnlyList<string> ids, CancellationToken cancellationToken)
            {
                Console.WriteLine($"asked for {kind} {string.Join(',', ids)}");
                if (kind == "recipe") await new TaskCompletionSource().Task;
                var answer = new FetchAnswer();
                foreach (var id in ids)
                    if (kind == EntityKinds.User ? id == $"{worker.Slot.ClusterId}" : EntityShards.Of(kind, id, shardCount) is { } shard && shards.Contains(shard))
                        answer.Add(id, new Entity($"{kind} {id}", worker.Name.ToString()));
                return answer;
            }
        }

        public sealed class FetchDoor(IFleetIpc ipc)
        {
            public async Task<string> DoAsync(string kind, string[] ids, int timeout)
            {
                var results = await ipc.FetchManyAsync<Entity>(kind, ids, new FetchOptions { Timeout = TimeSpan.FromMilliseconds(timeout) });
                return string.Join(' ', ids.Select(id => results[id]).Select(result => $"{result.Id}={(result.Outcome == FetchOutcome.Found ? result.Value.Worker : result.Outcome)}"
                    + string.Concat(result.Failures.OrderBy(failure => failure.Asked.ToString()).Select(failure => $" ({failure.Asked}: {failure.Error})"))));
            }
        }

        """;
}
