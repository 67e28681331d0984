using System.Text;
using Fleet.Twitch.Irc;

namespace Fleet.Twitch.Tests.Irc;

public sealed class IrcWriterTests
{
    [Fact]
    public void Lines_AreAsTwitchWantsThem()
    {
        Text(IrcWriter.Capabilities()).ShouldBe("CAP REQ :twitch.tv/tags twitch.tv/commands\r\n");
        Text(IrcWriter.Pass("oauth:x")).ShouldBe("PASS oauth:x\r\n");
        Text(IrcWriter.Nick("ada")).ShouldBe("NICK ada\r\n");
        Text(IrcWriter.Join(["a", "b"])).ShouldBe("JOIN #a,#b\r\n");
        Text(IrcWriter.Pong("tmi.twitch.tv")).ShouldBe("PONG :tmi.twitch.tv\r\n");
        Text(IrcWriter.Say("a", ":) hi")).ShouldBe("PRIVMSG #a ::) hi\r\n");
        Text(IrcWriter.Reply("a", "1-2", "hi")).ShouldBe("@reply-parent-msg-id=1-2 PRIVMSG #a :hi\r\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("A")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    public void Channel_ThatCannotBe_IsRefused(string channel)
    {
        Should.Throw<ArgumentException>(() => IrcWriter.Join([channel]));
        Should.Throw<ArgumentException>(() => IrcWriter.Say(channel, "x"));
    }

    [Fact]
    public void Text_OfFiveHundredCharacters_IsTheLongest()
    {
        var longest = string.Concat(Enumerable.Repeat("👋", IrcWriter.LongestText));

        IrcWriter.Say("a", longest).Length.ShouldBeGreaterThan(4 * IrcWriter.LongestText);
        Should.Throw<ArgumentException>(() => IrcWriter.Say("a", longest + "x"));
        Should.Throw<ArgumentException>(() => IrcWriter.Say("a", ""));
    }

    [Fact]
    public void AnyArguments_OfAnyCommand_EndInOneLineOrNone()
    {
        var random = new Random(11);
        const string Letters = "ab_#, :;@\r\n\0\\\u0001\u00e9\ud83d\udc4b\ud83d";
        for (var round = 0; round < 30_000; round++)
        {
            string Any() => new([.. Enumerable.Range(0, random.Next(8)).Select(_ => Letters[random.Next(Letters.Length)])]);
            byte[]? line = null;
            try
            {
                line = random.Next(8) switch
                {
                    0 => IrcWriter.Pass(Any()),
                    1 => IrcWriter.Nick(Any()),
                    2 => IrcWriter.Join([Any(), "a"]),
                    3 => IrcWriter.Ping(Any()),
                    4 => IrcWriter.Pong(Any()),
                    5 => IrcWriter.Say("a", Any()),
                    6 => IrcWriter.Say(Any(), "x"),
                    _ => IrcWriter.Reply("a", Any(), Any()),
                };
            }
            catch (ArgumentException)
            {
                continue;
            }
            line.AsSpan(0, line.Length - 2).IndexOfAny((byte)'\r', (byte)'\n', (byte)0).ShouldBe(-1);
            Text(line).ShouldEndWith("\r\n");
            IrcParser.TryParse(Text(line)[..^2], out _).ShouldBeTrue();
        }
    }

    private static string Text(byte[] line) => Encoding.UTF8.GetString(line);
}
