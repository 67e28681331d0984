using static Fleet.Admiral.Tests.Options.ConfigUnderTest;

namespace Fleet.Admiral.Tests.Options;

public sealed class StoreOptionsTests
{
    [Fact]
    public void Store_NotGiven_HasItsDefaults()
    {
        var store = Valid(Minimal).Store;

        (store.MaxValue, store.MaxKeys, store.MaxBytes).ShouldBe((256 * 1024, 100_000, 64 * 1024 * 1024));
    }

    [Fact]
    public void Store_Given_IsRead()
    {
        var store = Valid(With("""  "store": { "maxValue": "1022KiB", "maxKeys": 7, "maxBytes": "1MiB" } """)).Store;

        (store.MaxValue, store.MaxKeys, store.MaxBytes).ShouldBe((1022 * 1024, 7, 1024 * 1024));
    }

    [Fact]
    public void MaxValue_NotGiven_FitsIntoSmallMessages() =>
        Valid(With("""  "ipc": { "maxMessage": "4KiB" } """)).Store.MaxValue.ShouldBe(2 * 1024);
}
