using Fleet.Admiral.Options;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Tests.Options;

public sealed class TextFormsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("500ms", 500)]
    [InlineData(" 10s ", 10_000)]
    [InlineData("5m", 300_000)]
    [InlineData("24h", 86_400_000)]
    public void Duration_Written_IsRead(string text, double milliseconds)
    {
        DurationText.TryRead(text, out var value).ShouldBeTrue();

        value.TotalMilliseconds.ShouldBe(milliseconds);
        DurationText.TryRead(DurationText.Write(value), out var again).ShouldBeTrue();
        again.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("1d")]
    [InlineData("9999999h")]
    [InlineData("٣s")]
    public void Duration_Else_IsRefused(string text) => DurationText.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("1KiB", 1024)]
    [InlineData("1 MiB", 1_048_576)]
    [InlineData("2MB", 2_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1GB", 1_000_000_000)]
    public void Size_Written_IsRead(string text, int bytes)
    {
        SizeText.TryRead(text, out var value).ShouldBeTrue();

        value.ShouldBe(bytes);
        SizeText.TryRead(SizeText.Write(value), out var again).ShouldBeTrue();
        again.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1TiB")]
    [InlineData("2GiB")]
    [InlineData("9999999999999999999MiB")]
    [InlineData("4096MiB")]
    public void Size_Else_IsRefused(string text) => SizeText.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("Wren.Local", "wren-local")]
    [InlineData("__", "host")]
    [InlineData("", "host")]
    [InlineData("éa", "a")]
    [InlineData("a23456789-123456789-123456789-123456789-1", "a23456789-123456789-123456789-123456789")]
    public void Host_OfAnyMachineName_IsAName(string machine, string host)
    {
        NameText.ToHost(machine).ShouldBe(host);

        NameText.TryReadName(host, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("#")]
    [InlineData("##a")]
    [InlineData("a b")]
    [InlineData("a\r\nJOIN #b")]
    [InlineData("..")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    [InlineData("a٣")]
    [InlineData("ａ")]
    [InlineData("\u212A")]
    [InlineData("#a,#b")]
    public void Channel_Unsafe_IsRefused(string text) => NameText.TryReadChannel(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("timout", "timeout")]
    [InlineData("tiemout", "timeout")]
    [InlineData("CLUSTER", "clusters")]
    [InlineData("banana", null)]
    [InlineData("", null)]
    public void NearMiss_OfAWord_IsFoundOrNot(string word, string? meant) =>
        NearMiss.Find(word, ["clusters", "timeout", "start"]).ShouldBe(meant);

    [Fact]
    public void Printable_AnyText_StaysOnItsLine()
    {
        PrintableText.Escape("plain ä\t✓").ShouldBe("plain ä\t✓");
        PrintableText.Escape("\n2026 ERROR\u001b]0;\u009b2J\u2028\u202e\u007f").ShouldBe("\\x0A2026 ERROR\\x1B]0;\\x9B2J\\x2028\\x202E\\x7F");
    }
}
