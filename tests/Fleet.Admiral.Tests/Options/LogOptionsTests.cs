using Fleet.Admiral.Options;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Tests.Options;

public class LogOptionsTests
{
    [Theory]
    [InlineData("", "", "PingBot.PingBot", LogLevel.Information, true)]
    [InlineData("", "", "PingBot.PingBot", LogLevel.Debug, false)]
    [InlineData("PingBot", "", "PingBot.PingBot", LogLevel.Information, true)]
    [InlineData("pingbot", "", "PingBot", LogLevel.Information, true)]
    [InlineData("PingBot", "", "PingBotExtras.Other", LogLevel.Information, false)]
    [InlineData("PingBot", "", "Fleet.Twitch.TwitchChat", LogLevel.Information, false)]
    [InlineData("PingBot", "", "Fleet.Twitch.TwitchChat", LogLevel.Warning, true)]
    [InlineData("", "Fleet.Twitch", "Fleet.Twitch.TwitchChat", LogLevel.Information, false)]
    [InlineData("", "Fleet.Twitch", "Fleet.Twitch.TwitchChat", LogLevel.Error, true)]
    [InlineData("Fleet", "Fleet.Twitch", "Fleet.Admiral.Loop.ActionExecutor", LogLevel.Information, true)]
    [InlineData("Fleet", "Fleet.Twitch", "Fleet.Twitch.TwitchChat", LogLevel.Information, false)]
    public void Record_IsWritten_AsTheFiltersSay(string include, string exclude, string category, LogLevel level, bool written)
    {
        var options = new LogOptions { Include = include.Split(',', StringSplitOptions.RemoveEmptyEntries), Exclude = exclude.Split(',', StringSplitOptions.RemoveEmptyEntries) };

        options.Allows(category, level).ShouldBe(written);
    }

    [Fact]
    public void Warning_BelowTheLowestLevel_IsNotWritten() => new LogOptions { Level = LogLevel.Error }.Allows("x", LogLevel.Warning).ShouldBeFalse();
}
