using Fleet.Admiral.Telemetry;

namespace Fleet.Admiral.Tests.Telemetry;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hello, wren!")]
    [InlineData("tab\tstays")]
    [InlineData("grüße, 日本, 🐦")]
    public void Text_WithoutControlCharacters_StaysTheSameObject(string text) => LogText.OneLine(text).ShouldBeSameAs(text);

    [Theory]
    [InlineData("a\nb", "a\\x0ab")]
    [InlineData("a\r\n[00:00] ERR forged", "a\\x0d\\x0a[00:00] ERR forged")]
    [InlineData("\u001b[2J\u001b]0;title\u0007", "\\x1b[2J\\x1b]0;title\\x07")]
    [InlineData("\0", "\\x00")]
    [InlineData("del\u007f", "del\\x7f")]
    [InlineData("c1\u0085\u009b31m", "c1\\x85\\x9b31m")]
    [InlineData("line\u2028para\u2029", "line\\u2028para\\u2029")]
    [InlineData("ü\u202egnp.exe", "ü\\u202egnp.exe")]
    [InlineData("\u2066\u2069\u200e\u200f\u061c", "\\u2066\\u2069\\u200e\\u200f\\u061c")]
    public void Text_ThatCouldForgeALineOrMoveTheCursor_IsWrittenAsCodes(string text, string safe) => LogText.OneLine(text).ShouldBe(safe);

    [Fact]
    public void Text_OfEveryControlCharacter_BecomesPrintable()
    {
        var all = string.Concat(Enumerable.Range(0, 0x3000).Select(i => (char)i));

        LogText.OneLine(all).ShouldAllBe(c => c == '\t' || !char.IsControl(c));
    }
}
