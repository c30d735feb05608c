namespace Kubesharp.Api.Core;

/// <summary>The known values of SeccompProfileType.</summary>
public static class SeccompProfileType
{
    public const string Unconfined = "Unconfined";
    public const string RuntimeDefault = "RuntimeDefault";
    public const string Localhost = "Localhost";
}
