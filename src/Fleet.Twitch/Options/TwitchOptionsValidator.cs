using Fleet.Twitch.Connections;
using Fleet.Twitch.Irc;
using Microsoft.Extensions.Options;

namespace Fleet.Twitch.Options;

/// <summary>Finds everything that is wrong with the options, at once.</summary>
internal sealed class TwitchOptionsValidator : IValidateOptions<TwitchOptions>
{
    public ValidateOptionsResult Validate(string? name, TwitchOptions options)
    {
        var errors = Errors(options).ToArray();
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(TwitchOptions options)
    {
        if (!IrcEndpoint.TryParse(options.Endpoint, out var endpoint))
        {
            yield return "endpoint: not an address such as wss://irc-ws.chat.twitch.tv:443 or irc://127.0.0.1:6667.";
        }
        else
        {
            if (options.Token.Length > 0 && !endpoint.MayReceiveToken)
                yield return $"endpoint: a token is not sent to {endpoint}; it goes to this machine, or to Twitch by wss:// or ircs://, only. Leave login and token out to read anonymously.";
            if (!options.Limits && !endpoint.IsLoopback)
                yield return $"limits: can be switched off only for an endpoint on this machine, not for {endpoint}.";
        }

        if (options.Login.Length > 0 && !ChannelName.IsValid(options.Login.ToLowerInvariant())) yield return "login: 1 to 25 of a-z, 0-9 and '_'.";
        if (options.Login.Length > 0 && options.Token.Length == 0) yield return "token: missing for the login; leave both out to read anonymously.";
        if (options.Token.Length > 0 && options.Login.Length == 0) yield return "login: missing for the token.";
        if (options.Token.AsSpan().ContainsAny(" \r\n\0")) yield return "token: holds a space, a line end or NUL.";

        if (options.JoinsPerWindow is < 1 or > 2_000) yield return "joinsPerWindow: from 1 to 2000.";
        if (options.MessagesPerWindow is < 1 or > 7_500) yield return "messagesPerWindow: from 1 to 7500.";
        if (!IsWithin(options.JoinWindowSeconds, 1, 600)) yield return "joinWindowSeconds: from 1 to 600.";
        if (!IsWithin(options.MessageWindowSeconds, 1, 600)) yield return "messageWindowSeconds: from 1 to 600.";
        if (!IsWithin(options.JoinTimeoutSeconds, 0.1, 300)) yield return "joinTimeoutSeconds: from 0.1 to 300.";
        if (!IsWithin(options.SendTimeoutSeconds, 0.1, 300)) yield return "sendTimeoutSeconds: from 0.1 to 300.";
    }

    // Written so that NaN is outside.
    private static bool IsWithin(double value, double least, double most) => value >= least && value <= most;
}
