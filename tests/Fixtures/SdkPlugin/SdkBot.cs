using System.Globalization;
using System.Resources;
using Fleet;
using Newtonsoft.Json;

namespace SdkPlugin;

/// <summary>Says where its parts come from; the test asks by reflection.</summary>
public sealed class SdkBot : BaseClusterWorker
{
    private static readonly ResourceManager Strings = new("SdkPlugin.Strings", typeof(SdkBot).Assembly);

    public string Greet(string culture) => Strings.GetString("Greeting", CultureInfo.GetCultureInfo(culture)) ?? "";

    public string Write(object value) => JsonConvert.SerializeObject(value);

    public Type JsonType => typeof(JsonConvert);
}
