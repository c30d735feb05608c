namespace Kubesharp.Api.Core;

/// <summary>The known values of ComponentConditionType.</summary>
public static class ComponentConditionType
{
    public const string Healthy = "Healthy";
}
