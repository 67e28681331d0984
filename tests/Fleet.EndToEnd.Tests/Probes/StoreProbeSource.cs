namespace Fleet.EndToEnd.Tests.Probes;

/// <summary>What probes do with the store, behind their doors: <c>store</c> and the words of <c>StoreDoor.DoAsync</c>. Goes on in the namespace of <see cref="ProbeSource"/>.</summary>
internal static class StoreProbeSource
{
    public const string Text = """


        public sealed record Purse(string Owner, int Coins, DateTime Opened, byte[] Seal, System.Numerics.BigInteger Debt, List<string>? Notes);

        // What a watch has told.
        public sealed class SeenChanges(IStoreWatch watch)
        {
            private readonly List<string> _seen = [];
            private readonly System.Threading.Channels.Channel<bool> _news = System.Threading.Channels.Channel.CreateUnbounded<bool>();
            public IStoreWatch Watch => watch;
            public async Task ReadAsync()
            {
                await foreach (var change in watch)
                {
                    lock (_seen) _seen.Add($"{change.Kind}:{change.Key}{(change.Item is null ? "" : "=" + StoreDoor.Text(change.Item))}");
                    _news.Writer.TryWrite(true);
                }
                lock (_seen) _seen.Add("end");
                _news.Writer.TryWrite(true);
            }
            public async Task<string> SeenAsync(int count)
            {
                while (true)
                {
                    lock (_seen) if (_seen.Count >= count) return string.Join(' ', _seen);
                    await _news.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
                }
            }
        }

        public sealed class StoreDoor(IFleetStore store, ConcurrentDictionary<string, SeenChanges> watches)
        {
            public async Task<string> DoAsync(string[] words)
            {
                switch (words[0])
                {
                    case "set": return (await store.SetAsync(words[1], words[2])) > 0 ? "set" : "version 0";
                    case "setfor": return (await store.SetAsync(words[1], words[2], TimeSpan.FromMilliseconds(int.Parse(words[3])))) > 0 ? "set" : "version 0";
                    case "get": return await store.GetAsync(words[1]) is { Exists: true } item ? Text(item) : "absent";
                    case "delete": return (await store.DeleteAsync(words[1])) ? "deleted" : "absent";
                    case "clear": return $"{await store.ClearAsync(words[1])} cleared";
                    case "map": return string.Join(' ', (await store.CopyMapAsync<string>(words[1])).Select(pair => $"{pair.Key}={pair.Value}"));
                    case "count": return await CountAsync(words[1], int.Parse(words[2]));
                    case "swap": return await SwapAsync(words[1], int.Parse(words[2]));
                    case "coins": return $"{(await store.GetAsync<Purse>(words[1]))!.Coins}";
                    case "fill": return await FillAsync(words[1], int.Parse(words[2]));
                    case "values": return await ValuesAsync(words[1]);
                    case "watch":
                        var seen = watches[words[1]] = new SeenChanges(await store.WatchPrefixAsync(words[1]));
                        _ = seen.ReadAsync();
                        return "watching";
                    case "unwatch": await watches[words[1]].Watch.DisposeAsync(); return "ended";
                    case "seen": return await watches[words[1]].SeenAsync(int.Parse(words[2]));
                    default: return $"unknown: {words[0]}";
                }
            }

            public static string Text(StoreItem item)
            {
                try { return $"{item.Get<long>()}"; }
                catch (FleetException) { return item.Get<string>()!; }
            }

            // Many at once, so that they meet those of other workers.
            private async Task<string> CountAsync(string key, int times)
            {
                var numbers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => store.IncrementAsync(key)));
                return $"{numbers.Distinct().Count()} different";
            }

            private async Task<string> SwapAsync(string key, int times)
            {
                var tries = 0;
                for (var done = 0; done < times; tries++)
                {
                    var item = await store.GetAsync(key);
                    var purse = item.Get<Purse>() ?? new Purse("all", 0, DateTime.UnixEpoch, [], 0, null);
                    if ((await store.CompareAndSetAsync(key, item.Version, purse with { Coins = purse.Coins + 1 })).Done) done++;
                }
                return $"{times} in {tries} tries";
            }

            private async Task<string> FillAsync(string prefix, int bytes)
            {
                var count = 0;
                try
                {
                    while (true) { await store.SetAsync($"{prefix}{count:00000}", new byte[bytes]); count++; }
                }
                catch (StoreException e) { return $"{e.Error} after {count}"; }
            }

            private async Task<string> ValuesAsync(string prefix)
            {
                var wrong = new List<string>();
                await SameAsync(0);
                await SameAsync(0.0);
                await SameAsync(false);
                await SameAsync("");
                await SameAsync<string?>(null);
                await SameAsync(Array.Empty<int>());
                await SameAsync(long.MinValue);
                await SameAsync(ulong.MaxValue);
                await SameAsync(decimal.MaxValue);
                await SameAsync(System.Numerics.BigInteger.Pow(7, 300));
                await SameAsync(new DateTime(2026, 2, 28, 23, 59, 59, 123, DateTimeKind.Utc).AddTicks(4567));
                await SameAsync(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromMinutes(-90)));
                await SameAsync(TimeSpan.FromTicks(1));
                await SameAsync(new byte[] { 0, 255, 128 });
                await SameAsync(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
                await SameAsync(DayOfWeek.Sunday);
                await SameAsync(new Purse("", 0, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), [0], -1, []));
                return wrong.Count == 0 ? "all survive" : string.Join(' ', wrong);

                async Task SameAsync<T>(T value)
                {
                    var key = prefix + typeof(T).Name;
                    await store.SetAsync(key, value);
                    var item = await store.GetAsync(key);
                    var (meant, read) = (System.Text.Json.JsonSerializer.Serialize(value), System.Text.Json.JsonSerializer.Serialize(item.Get<T>()));
                    if (!item.Exists || meant != read) wrong.Add($"{typeof(T).Name}:{meant}->{read}");
                }
            }
        }
        """;
}
