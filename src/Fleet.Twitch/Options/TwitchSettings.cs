using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Fleet.Twitch.Options;

/// <summary>Reads the options out of a worker's settings. Other keys there are the bot's own.</summary>
internal static class TwitchSettings
{
    /// <summary>Reads and validates.</summary>
    /// <exception cref="OptionsValidationException">Anything is wrong; it names everything that is.</exception>
    public static TwitchOptions Read(IConfiguration settings)
    {
        var errors = new List<string>();
        var defaults = new TwitchOptions();
        var options = new TwitchOptions
        {
            Endpoint = settings["endpoint"] ?? defaults.Endpoint,
            Login = settings["login"] ?? defaults.Login,
            Token = settings["token"] ?? defaults.Token,
            Limits = Flag(settings, "limits", defaults.Limits, errors),
            JoinsPerWindow = Whole(settings, "joinsPerWindow", defaults.JoinsPerWindow, errors),
            JoinWindowSeconds = Number(settings, "joinWindowSeconds", defaults.JoinWindowSeconds, errors),
            MessagesPerWindow = Whole(settings, "messagesPerWindow", defaults.MessagesPerWindow, errors),
            MessageWindowSeconds = Number(settings, "messageWindowSeconds", defaults.MessageWindowSeconds, errors),
            JoinTimeoutSeconds = Number(settings, "joinTimeoutSeconds", defaults.JoinTimeoutSeconds, errors),
            SendTimeoutSeconds = Number(settings, "sendTimeoutSeconds", defaults.SendTimeoutSeconds, errors),
        };
        errors.AddRange(new TwitchOptionsValidator().Validate(null, options).Failures ?? []);
        return errors.Count == 0 ? options : throw new OptionsValidationException(nameof(TwitchOptions), typeof(TwitchOptions), errors);
    }

    private static bool Flag(IConfiguration settings, string key, bool missing, List<string> errors)
    {
        if (settings[key] is not { } text) return missing;
        if (bool.TryParse(text, out var value)) return value;
        errors.Add($"{key}: true or false, not \"{text}\".");
        return missing;
    }

    private static int Whole(IConfiguration settings, string key, int missing, List<string> errors)
    {
        if (settings[key] is not { } text) return missing;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        errors.Add($"{key}: a whole number, not \"{text}\".");
        return missing;
    }

    private static double Number(IConfiguration settings, string key, double missing, List<string> errors)
    {
        if (settings[key] is not { } text) return missing;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        errors.Add($"{key}: a number, not \"{text}\".");
        return missing;
    }
}
