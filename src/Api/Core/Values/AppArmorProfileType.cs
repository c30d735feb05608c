namespace Kubesharp.Api.Core;

/// <summary>The known values of AppArmorProfileType.</summary>
public static class AppArmorProfileType
{
    public const string Unconfined = "Unconfined";
    public const string RuntimeDefault = "RuntimeDefault";
    public const string Localhost = "Localhost";
}
