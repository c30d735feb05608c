namespace Kubesharp.Api.Meta;

/// <summary>The known values of IncludeObjectPolicy.</summary>
public static class IncludeObjectPolicy
{
    public const string None = "None";
    public const string Metadata = "Metadata";
    public const string Object = "Object";
}
