namespace Kubesharp.Api.Core;

/// <summary>The known values of IPFamilyPolicy.</summary>
public static class IPFamilyPolicy
{
    public const string SingleStack = "SingleStack";
    public const string PreferDualStack = "PreferDualStack";
    public const string RequireDualStack = "RequireDualStack";
}
