namespace Kubesharp.Api.Core;

/// <summary>The known values of NodeInclusionPolicy.</summary>
public static class NodeInclusionPolicy
{
    public const string Ignore = "Ignore";
    public const string Honor = "Honor";
}
