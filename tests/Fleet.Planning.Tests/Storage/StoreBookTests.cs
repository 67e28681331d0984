using Fleet.Planning.Storage;

namespace Fleet.Planning.Tests.Storage;

public sealed class StoreBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly StoreBook _book = new(new StoreLimits(ValueBytes: 100, Keys: 4, TotalBytes: 200));

    [Fact]
    public void Key_Absent_HasNoEntry_AndVersion0()
    {
        _book.Get("a", Start).ShouldBeNull();
        _book.Delete("a", null, Start).ShouldBe(new StoreOutcome(null, false, 0));
        _book.Clear("", Start).ShouldBe(0);
        _book.List("", null, 10, 1000, Start).Entries.ShouldBeEmpty();
        _book.TakeChanges().ShouldBeEmpty();
    }

    [Fact]
    public void Figures_CountWhatWasDone()
    {
        Set("a", 1);
        Set("b", 200);
        Set("a", 1, expected: 9);
        _book.Increment("a", 1, null, Start);
        _book.Set("c", StoredValue.Of(1), null, Second, Start);
        _book.Get("a", Start);
        _book.List("", null, 10, 1000, Start);

        _book.Get("c", Start + Second);

        _book.Figures.ShouldBe(new StoreStats { Keys = 1, Bytes = 2, Reads = 3, Writes = 5, Refused = 2, Conflicts = 1, Expired = 1 });
    }

    [Fact]
    public void Version_OfAKey_GrowsAcrossDeletion()
    {
        var first = Set("a", 1).Version;
        Delete("a");
        var second = Set("a", 1).Version;

        second.ShouldBeGreaterThan(first + 1);
        _book.TakeChanges().Select(change => $"{change.Kind} {change.Version}").ShouldBe([$"Set {first}", $"Deleted {first + 1}", $"Set {second}"]);
    }

    [Fact]
    public void CompareAndSet_OfEachVersion_WritesWhereItIsThePresentOne()
    {
        Set("a", 1, expected: 7).ShouldBe(new StoreOutcome(null, false, 0));
        var created = Set("a", 1, expected: 0);
        created.Done.ShouldBeTrue();
        Set("a", 2, expected: 0).ShouldBe(new StoreOutcome(null, false, created.Version));
        var changed = Set("a", 2, expected: created.Version);
        changed.Done.ShouldBeTrue();
        Set("a", 3, expected: created.Version).ShouldBe(new StoreOutcome(null, false, changed.Version));
        Length("a").ShouldBe(2);
    }

    [Fact]
    public void CompareAndDelete_OfEachVersion_DeletesWhereItIsThePresentOne()
    {
        var version = Set("a", 1).Version;

        _book.Delete("a", version + 1, Start).ShouldBe(new StoreOutcome(null, false, version));
        _book.Delete("b", version, Start).ShouldBe(new StoreOutcome(null, false, 0));
        _book.Delete("a", version, Start).ShouldBe(new StoreOutcome(null, true, 0));
        _book.Get("a", Start).ShouldBeNull();
    }

    [Fact]
    public void Increment_Absent_CountsFrom0_AndIsANumber()
    {
        Increment("n", 5).Number.ShouldBe(5);
        Increment("n", -7).Number.ShouldBe(-2);
        Increment("n", 0).Number.ShouldBe(-2);
        _book.Get("n", Start)!.Value.ShouldBe(StoredValue.Of(-2));
    }

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MinValue, -1)]
    [InlineData(-1, long.MinValue)]
    [InlineData(-2, long.MinValue + 1)]
    public void Increment_BeyondTheRange_IsRefused_AndChangesNothing(long number, long by)
    {
        var version = Increment("n", number).Version;

        Increment("n", by).ShouldBe(StoreOutcome.Refused(StoreError.Overflow, version));

        _book.Get("n", Start)!.Value.Number.ShouldBe(number);
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue, -1)]
    [InlineData(long.MaxValue, long.MinValue, -1)]
    [InlineData(long.MaxValue, 0, long.MaxValue)]
    [InlineData(long.MinValue, 0, long.MinValue)]
    public void Increment_AtTheEdge_IsExact(long number, long by, long sum)
    {
        Increment("n", number);
        Increment("n", by).Number.ShouldBe(sum);
    }

    [Fact]
    public void Increment_OfAnotherValue_IsRefused()
    {
        var version = Set("a", 1).Version;
        Increment("a", 1).ShouldBe(StoreOutcome.Refused(StoreError.NotANumber, version));
    }

    [Fact]
    public void TimeToLive_IsOverAtItsEnd_NotBefore()
    {
        _book.Set("a", Value(1), null, Second, Start);

        _book.NextDue.ShouldBe(Start + Second);
        _book.Get("a", Start + Second - TimeSpan.FromTicks(1)).ShouldNotBeNull();
        _book.Get("a", Start + Second).ShouldBeNull();
        _book.NextDue.ShouldBeNull();
        _book.Count.ShouldBe(0);
        _book.Bytes.ShouldBe(0);
        _book.TakeChanges().Select(change => change.Kind).ShouldBe([StoreChangeKind.Set, StoreChangeKind.Expired]);
    }

    [Fact]
    public void TimeToLive_OfAWrite_TakesThePlaceOfTheOneBefore()
    {
        _book.Set("a", Value(1), null, Second, Start);
        _book.Set("a", Value(1), null, 3 * Second, Start);
        _book.Get("a", Start + Second).ShouldNotBeNull();
        _book.Set("a", Value(1), null, null, Start + Second);
        _book.Get("a", Start + (10 * Second)).ShouldNotBeNull();
    }

    [Fact]
    public void TimeToLive_OfAnIncrement_IsOfTheOneThatCreates()
    {
        _book.Increment("n", 1, Second, Start);
        _book.Increment("n", 1, 5 * Second, Start + (Second / 2)).Number.ShouldBe(2);

        _book.Increment("n", 1, null, Start + Second).Number.ShouldBe(1);
        _book.Get("n", Start + (100 * Second)).ShouldNotBeNull();
    }

    [Fact]
    public void CompareAndSet_OfAKeyWhoseTimeIsOver_FindsItAbsent()
    {
        var version = _book.Set("a", Value(1), null, Second, Start).Version;

        _book.Set("a", Value(2), version, null, Start + Second).ShouldBe(new StoreOutcome(null, false, 0));
        _book.Set("a", Value(2), 0, null, Start + Second).Done.ShouldBeTrue();
    }

    [Fact]
    public void Limit_OfAValue_IsRefusedAboveIt_AndTheOldValueStays()
    {
        var version = Set("a", 100).Version;

        Set("a", 101).ShouldBe(StoreOutcome.Refused(StoreError.ValueTooLarge, version));

        Length("a").ShouldBe(100);
    }

    [Fact]
    public void Limit_OfKeys_RefusesNewOnes_AndNothingIsEvicted()
    {
        foreach (var key in (string[])["a", "b", "c", "d"]) Set(key, 1);

        Set("e", 1).ShouldBe(StoreOutcome.Refused(StoreError.TooManyKeys, 0));
        Increment("e", 1).Error.ShouldBe(StoreError.TooManyKeys);
        Set("a", 2).Done.ShouldBeTrue();
        Delete("b");
        Set("e", 1).Done.ShouldBeTrue();
        Keys().ShouldBe(["a", "c", "d", "e"]);
    }

    [Fact]
    public void Limit_OfKeys_DoesNotCountThoseWhoseTimeIsOver()
    {
        foreach (var key in (string[])["a", "b", "c", "d"]) _book.Set(key, Value(1), null, Second, Start);

        _book.Set("e", Value(1), null, null, Start + Second).Done.ShouldBeTrue();
    }

    [Fact]
    public void Limit_OfBytes_CountsKeysInUtf8AndValues_AndLeavesRoomWhenTheyGo()
    {
        Set("a", 99).Done.ShouldBeTrue();
        Set("€", 97).Done.ShouldBeTrue();
        _book.Bytes.ShouldBe(200);

        Set("b", 1).Error.ShouldBe(StoreError.TooManyBytes);
        Increment("n", 1).Error.ShouldBe(StoreError.TooManyBytes);
        Set("a", 100).Error.ShouldBe(StoreError.TooManyBytes);
        Set("a", 90).Done.ShouldBeTrue();
        Increment("n", 1).Done.ShouldBeTrue();
        _book.Clear("", Start);
        _book.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Clear_OfAPrefix_DeletesThoseOnly_EachWithAChange()
    {
        foreach (var key in (string[])["b:2", "b", "a:1", "b:1"]) Set(key, 1);
        _book.TakeChanges();

        _book.Clear("b:", Start).ShouldBe(2);

        Keys().ShouldBe(["a:1", "b"]);
        _book.TakeChanges().Select(change => $"{change.Kind} {change.Key}").ShouldBe(["Deleted b:1", "Deleted b:2"]);
    }

    [Fact]
    public void List_Pages_AreInTheOrderOfUtf8_AndTogetherEverything()
    {
        // In UTF-16 the third comes before the second.
        foreach (var key in (string[])["😀", "\uFFFD", "z", "a"]) Set(key, 1);

        var first = _book.List("", null, 3, 1000, Start);
        var second = _book.List("", first.Next, 3, 1000, Start);

        first.Entries.Select(entry => entry.Key).ShouldBe(["a", "z", "\uFFFD"]);
        first.Next.ShouldBe("\uFFFD");
        second.Entries.Select(entry => entry.Key).ShouldBe(["😀"]);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public void List_Page_EndsAtItsBytes_ButHasOneAtLeast()
    {
        Set("a", 90);
        Set("b", 90);

        var first = _book.List("", null, 10, 10, Start);
        first.Entries.Select(entry => entry.Key).ShouldBe(["a"]);
        _book.List("", null, 10, 2 * (91 + StoreBook.EntryOverhead), Start).Next.ShouldBeNull();
        _book.List("", first.Next, 10, 10, Start).Next.ShouldBeNull();
    }

    [Theory]
    [InlineData("a", null, "a a1 a2")]
    [InlineData("a", "a", "a1 a2")]
    [InlineData("a", "a1x", "a2")]
    [InlineData("a", "b", "")]
    [InlineData("b", "a1", "b")]
    [InlineData("c", null, "")]
    [InlineData("", null, "a a1 a2 b")]
    [InlineData("", "b", "")]
    public void List_OfAPrefix_BehindAKey(string prefix, string? after, string keys)
    {
        foreach (var key in (string[])["b", "a2", "a1", "a"]) Set(key, 1);

        string.Join(' ', _book.List(prefix, after, 10, 1000, Start).Entries.Select(entry => entry.Key)).ShouldBe(keys);
    }

    private static StoredValue Value(int length) => StoredValue.Of(new byte[length]);

    private StoreOutcome Set(string key, int length, long? expected = null) => _book.Set(key, Value(length), expected, null, Start);

    private void Delete(string key) => _book.Delete(key, null, Start).Done.ShouldBeTrue();

    private StoreOutcome Increment(string key, long by) => _book.Increment(key, by, null, Start);

    private int Length(string key) => _book.Get(key, Start)!.Value.Length;

    private IEnumerable<string> Keys() => _book.List("", null, 10, 10_000, Start).Entries.Select(entry => entry.Key);
}
