using Fleet.Twitch.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Fleet.Twitch.Tests.Options;

public sealed class TwitchSettingsTests
{
    [Fact]
    public void NoSettings_MeanAnonymousAtTwitch()
    {
        var options = Read();

        options.IsAnonymous.ShouldBeTrue();
        options.Nick.ShouldStartWith("justinfan");
        options.Endpoint.ShouldBe("wss://irc-ws.chat.twitch.tv:443");
        (options.JoinsPerWindow, options.JoinWindowSeconds, options.Limits).ShouldBe((18, 12d, true));
    }

    [Fact]
    public void Settings_InAnyCase_AreRead()
    {
        var options = Read(("ENDPOINT", "irc://127.0.0.1:6667"), ("Login", "PingBot"), ("token", "abc"), ("limits", "False"), ("joinsPerWindow", "5"), ("mine", "x"));

        options.Nick.ShouldBe("pingbot");
        options.PassText.ShouldBe("oauth:abc");
        options.Limits.ShouldBeFalse();
        options.JoinsPerWindow.ShouldBe(5);
    }

    [Fact]
    public void Errors_AreToldAllAtOnce()
    {
        var failures = Should.Throw<OptionsValidationException>(() => Read(
            ("endpoint", "http://x"), ("login", "not a login"), ("limits", "maybe"), ("joinsPerWindow", "0"), ("joinWindowSeconds", "NaN"), ("sendTimeoutSeconds", "soon"))).Failures;

        foreach (var key in new[] { "endpoint", "login", "token", "limits", "joinsPerWindow", "joinWindowSeconds", "sendTimeoutSeconds" })
            failures.ShouldContain(failure => failure.StartsWith(key + ":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("irc://127.0.0.1:6667", true)]
    [InlineData("irc://localhost:6667", true)]
    [InlineData("ws://[::1]:8080", true)]
    [InlineData("wss://irc-ws.chat.twitch.tv:443", true)]
    [InlineData("ircs://irc.chat.twitch.tv", true)]
    [InlineData("irc://irc.chat.twitch.tv:6667", false)]
    [InlineData("wss://twitch.tv.evil.example", false)]
    [InlineData("wss://eviltwitch.tv", false)]
    [InlineData("wss://127.0.0.1.evil.example", false)]
    [InlineData("irc://192.168.0.7:6667", false)]
    public void Token_GoesToThisMachineOrEncryptedToTwitchOnly(string endpoint, bool isAllowed)
    {
        (string, string)[] settings = [("endpoint", endpoint), ("login", "ada"), ("token", "oauth:x")];
        if (isAllowed) Read(settings).Endpoint.ShouldBe(endpoint);
        else Should.Throw<OptionsValidationException>(() => Read(settings)).Message.ShouldNotContain("oauth:x");
    }

    [Fact]
    public void Limits_CannotBeSwitchedOffForTwitch() =>
        Should.Throw<OptionsValidationException>(() => Read(("limits", "false"))).Message.ShouldContain("limits");

    private static TwitchOptions Read(params (string Key, string Value)[] settings) =>
        TwitchSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build());
}
