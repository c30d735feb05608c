namespace Kubesharp.Api.ApiExtensions;

/// <summary>The known values of ConversionStrategyType.</summary>
public static class ConversionStrategyType
{
    public const string None = "None";
    public const string Webhook = "Webhook";
}
