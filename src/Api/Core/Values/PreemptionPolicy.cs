namespace Kubesharp.Api.Core;

/// <summary>The known values of PreemptionPolicy.</summary>
public static class PreemptionPolicy
{
    public const string PreemptLowerPriority = "PreemptLowerPriority";
    public const string Never = "Never";
}
