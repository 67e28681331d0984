using Fleet.Planning.Storage;

namespace Fleet.Planning.Tests.Storage;

/// <summary>The store does what <see cref="StoreModel"/> does, over random histories.</summary>
public sealed class StoreBookPropertyTests
{
    private const int Histories = 400;
    private const int Operations = 300;

    private static readonly StoreLimits Limits = new(ValueBytes: 20, Keys: 6, TotalBytes: 90);
    private static readonly string[] Keys = ["a", "a:1", "a:2", "ab", "b", "é", "\uFFFD", "😀", "😀:1", "zz"];
    private static readonly string[] Prefixes = ["", "a", "a:", "😀", "x", "\uFFFD"];
    private static readonly long[] Amounts = [1, 1, -1, 0, 5, long.MaxValue, long.MinValue];

    [Fact]
    public void RandomHistories_HaveTheModelsAnswers_AndChanges()
    {
        for (var seed = 0; seed < Histories; seed++) Run(seed);
    }

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var book = new StoreBook(Limits);
        var model = new StoreModel(Limits);
        var changes = new List<string>();
        var versions = new Dictionary<string, long>();
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var step = 0; step < Operations; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(4));
            var (said, meant) = Operate(random, book, model, now);
            said.ShouldBe(meant, $"seed {seed}, step {step}");
            foreach (var change in book.TakeChanges())
            {
                changes.Add($"{change.Kind} {change.Key} v{change.Version}");
                change.Version.ShouldBeGreaterThan(versions.GetValueOrDefault(change.Key), $"seed {seed}, step {step}: versions only grow");
                versions[change.Key] = change.Version;
            }

            book.Count.ShouldBeLessThanOrEqualTo(Limits.Keys);
            book.Bytes.ShouldBeInRange(0, Limits.TotalBytes);
        }

        changes.ShouldBe(model.Changes, $"seed {seed}");
    }

    private static (string Said, string Meant) Operate(Random random, StoreBook book, StoreModel model, DateTimeOffset now)
    {
        var key = Keys[random.Next(Keys.Length)];
        var prefix = Prefixes[random.Next(Prefixes.Length)];
        TimeSpan? life = random.Next(3) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 30)) : null;
        long? expected = random.Next(3) switch { 0 => null, 1 => 0, _ => book.Get(key, now)?.Version ?? random.Next(1, 5) };
        switch (random.Next(9))
        {
            case 0 or 1:
                return (Entry(book.Get(key, now)), model.Get(key, now));
            case 2 or 3:
                var value = random.Next(4) == 0 ? StoredValue.Of(random.Next()) : StoredValue.Of(new byte[random.Next(25)]);
                return (Write(book.Set(key, value, expected, life, now)), model.Set(key, value, expected, life, now));
            case 4:
                return (Write(book.Delete(key, expected, now)), model.Delete(key, expected, now));
            case 5:
                return random.Next(4) == 0 ? ($"{book.Clear(prefix, now)}", model.Clear(prefix, now)) : ("", "");
            case 6 or 7:
                var by = Amounts[random.Next(Amounts.Length)];
                var outcome = book.Increment(key, by, life, now);
                return (Write(outcome) + (outcome.Done ? $" = {outcome.Number}" : ""), model.Increment(key, by, life, now));
            default:
                var after = random.Next(2) == 0 ? null : Keys[random.Next(Keys.Length)];
                var most = random.Next(1, 5);
                var page = book.List(prefix, after, most, int.MaxValue, now);
                return ($"{string.Join(' ', page.Entries.Select(entry => entry.Key))}{(page.Next is null ? "" : " …")}", model.List(prefix, after, most, now));
        }
    }

    private static string Entry(StoredEntry? entry) =>
        entry is null ? "absent" : $"{(entry.Value.Bytes is { } bytes ? $"{bytes.Length} bytes" : $"{entry.Value.Number}")} v{entry.Version} until {entry.Due:O}";

    private static string Write(StoreOutcome outcome) => $"{outcome.Error?.ToString() ?? (outcome.Done ? "done" : "not done")} v{outcome.Version}";
}
