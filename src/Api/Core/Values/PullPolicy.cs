namespace Kubesharp.Api.Core;

/// <summary>The known values of PullPolicy.</summary>
public static class PullPolicy
{
    public const string Always = "Always";
    public const string Never = "Never";
    public const string IfNotPresent = "IfNotPresent";
}
