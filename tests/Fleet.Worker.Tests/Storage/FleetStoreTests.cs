using System.Numerics;
using Fleet.Protocol.Storage;
using Fleet.TestKit.Time;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Storage;

public sealed class FleetStoreTests
{
    private readonly MessagingUnderTest _worker = new();

    private IFleetStore Store => _worker.Ipc.Store;

    [Fact]
    public async Task Set_SendsTheValuesBytes_AndReturnsTheVersion()
    {
        var write = Store.SetAsync("a", new Note("hi", 2), TimeSpan.FromMilliseconds(1.5));

        var (correlation, target, name, timeout, payload) = _worker.SentCommand();
        (target, name, timeout).ShouldBe((TargetKind.Admiral, StoreCommandNames.Set, 10_000));
        var sent = _worker.Serializer.Deserialize<StoreSet>(payload)!;
        sent.Bytes.ShouldBe(_worker.Payload(new Note("hi", 2)));
        (sent.Key, sent.Expected, sent.Life).ShouldBe(("a", null, 2));
        _worker.ReceiveReply(correlation, new StoreWriteOnWire(0, null, true, 17, 0));
        (await write.WithDeadline()).ShouldBe(17);
    }

    [Fact]
    public async Task Operations_HaveTheTimeoutOfTheConfiguration_AndATimeoutIsUnknown()
    {
        _worker.Ipc.CommandTimeout = TimeSpan.FromSeconds(2);
        var count = Store.IncrementAsync("a");
        _worker.SentCommand().Timeout.ShouldBe(2000);

        _worker.Time.Advance(TimeSpan.FromSeconds(2.1));
        _worker.Calls.Sweep();

        var end = await Should.ThrowAsync<CommandException>(count.WithDeadline());
        (end.Error, end.Execution).ShouldBe((CommandError.TimedOut, CommandExecution.Unknown));
    }

    [Fact]
    public async Task Values_OfEveryKind_AreReadAsTheyWereWritten()
    {
        await SurvivesAsync(0);
        await SurvivesAsync(false);
        await SurvivesAsync(0.0);
        await SurvivesAsync("");
        await SurvivesAsync<string?>(null);
        await SurvivesAsync(ulong.MaxValue);
        await SurvivesAsync(long.MinValue);
        await SurvivesAsync(byte.MaxValue);
        await SurvivesAsync(BigInteger.Pow(7, 400));
        await SurvivesAsync(decimal.MinValue);
        await SurvivesAsync(new DateTime(2026, 2, 28, 23, 59, 59, 999, DateTimeKind.Utc).AddTicks(1));
        await SurvivesAsync(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(-3)));
        await SurvivesAsync(DayOfWeek.Sunday);
        await SurvivesAsync(new Note("", 0));
        (await ThroughTheStoreAsync(new byte[] { 0, 255 }, Get<byte[]>)).ShouldBe([0, 255]);
        (await ThroughTheStoreAsync(Array.Empty<int>(), Get<int[]>)).ShouldBe([]);
    }

    [Fact]
    public async Task Value_DeclaredAsItsBase_IsWrittenWhole() =>
        (await ThroughTheStoreAsync((object)new Note("hi", 3), Get<Note>)).ShouldBe(new Note("hi", 3));

    [Fact]
    public async Task Number_IsReadAsAnyTypeThatCanHoldIt()
    {
        (await ThroughTheStoreAsync(200, item => (item.Get<byte>(), item.Get<long>(), item.Get<ulong>(), item.Get<int?>()))).ShouldBe(((byte)200, 200L, 200UL, 200));
        await Should.ThrowAsync<FleetException>(ThroughTheStoreAsync(300, Get<byte>));
    }

    [Fact]
    public async Task Absent_IsNotTheSameAsNull()
    {
        var absent = await ReadAsync("a", null);
        absent.Exists.ShouldBeFalse();
        absent.Version.ShouldBe(0);
        absent.Get("otherwise").ShouldBe("otherwise");

        var isNull = await ReadAsync("a", new StoreEntryOnWire("a", 3, _worker.Payload<string?>(null), 0, 250));
        isNull.Exists.ShouldBeTrue();
        isNull.Get("otherwise").ShouldBeNull();
        isNull.TimeLeft.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task CompareAndSet_Refused_IsAValue_WithTheVersionThatIs()
    {
        var write = Store.CompareAndSetAsync("a", 3, "x");
        Command<StoreSet>().Expected.ShouldBe(3);

        _worker.ReceiveReply(_worker.SentCommand().Correlation, new StoreWriteOnWire(0, null, false, 4, 0));

        (await write.WithDeadline()).ShouldBe(new StoreWrite(false, 4));
    }

    [Fact]
    public async Task Refusal_IsAnExceptionOfItsKind()
    {
        var write = Store.SetAsync("a", "x");

        _worker.ReceiveReply(_worker.SentCommand().Correlation, new StoreWriteOnWire((int)StoreError.TooManyKeys, "full", false, 0, 0));

        var refused = await Should.ThrowAsync<StoreException>(write.WithDeadline());
        (refused.Error, refused.Message).ShouldBe((StoreError.TooManyKeys, "full"));
    }

    [Fact]
    public async Task Value_LongerThanAFrame_IsTooLarge()
    {
        _worker.Link.Answer = _ => Fleet.Protocol.Connections.SendStatus.TooLarge;

        (await Should.ThrowAsync<StoreException>(Store.SetAsync("a", new byte[100]).WithDeadline())).Error.ShouldBe(StoreError.ValueTooLarge);
    }

    [Fact]
    public async Task Keys_OutOfRange_AreNotSent()
    {
        await Should.ThrowAsync<ArgumentException>(Store.GetAsync(""));
        await Should.ThrowAsync<ArgumentNullException>(Store.GetAsync(null!));
        await Should.ThrowAsync<ArgumentException>(Store.GetAsync(new string('k', 513)));
        await Should.ThrowAsync<ArgumentException>(Store.GetAsync(new string('é', 257)));
        await Should.ThrowAsync<ArgumentException>(Store.SetAsync("half \ud83d", 1));
        await Should.ThrowAsync<ArgumentException>(Store.ClearAsync(new string('k', 513)));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(Store.SetAsync("a", 1, TimeSpan.Zero));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(Store.SetAsync("a", 1, TimeSpan.FromDays(4000)));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(Store.ListAsync("", limit: 0));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(Store.CompareAndSetAsync("a", -1, 1));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(Store.CompareAndDeleteAsync("a", 0));
        _worker.Link.Frames.ShouldBeEmpty();
    }

    [Fact]
    public async Task CopyMap_ReadsPageAfterPage()
    {
        var copy = Store.CopyMapAsync<int>("m");
        Command<StoreList>().ShouldBe(new StoreList("m", null, 1000));
        _worker.ReceiveReply(_worker.SentCommand().Correlation, new StorePageOnWire([new("m1", 1, null, 1, null), new("m2", 2, null, 2, null)], "m2"));
        await _worker.Link.FramesAsync(2);
        Command<StoreList>(1).After.ShouldBe("m2");
        _worker.ReceiveReply(_worker.SentCommand(1).Correlation, new StorePageOnWire([new("m3", 3, null, 3, null)], null));

        (await copy.WithDeadline()).ShouldBe(new Dictionary<string, int> { ["m1"] = 1, ["m2"] = 2, ["m3"] = 3 });
    }

    private static T? Get<T>(StoreItem item) => item.Get<T>();

    private async Task SurvivesAsync<T>(T value) => (await ThroughTheStoreAsync(value, Get<T>)).ShouldBe(value);

    private async Task<TRead> ThroughTheStoreAsync<T, TRead>(T value, Func<StoreItem, TRead> read)
    {
        var index = _worker.Link.Frames.Count;
        var write = Store.SetAsync("a", value);
        var sent = Command<StoreSet>(index);
        _worker.ReceiveReply(_worker.SentCommand(index).Correlation, new StoreWriteOnWire(0, null, true, 1, 0));
        await write.WithDeadline();
        return read(await ReadAsync("a", new StoreEntryOnWire("a", 1, sent.Bytes, sent.Number, null)));
    }

    private async Task<StoreItem> ReadAsync(string key, StoreEntryOnWire? entry)
    {
        var index = _worker.Link.Frames.Count;
        var read = Store.GetAsync(key);
        Command<string>(index).ShouldBe(key);
        _worker.ReceiveReply(_worker.SentCommand(index).Correlation, entry);
        return await read.WithDeadline();
    }

    private T Command<T>(int index = 0) => _worker.Serializer.Deserialize<T>(_worker.SentCommand(index).Payload)!;
}
