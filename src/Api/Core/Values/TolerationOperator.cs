namespace Kubesharp.Api.Core;

/// <summary>The known values of TolerationOperator.</summary>
public static class TolerationOperator
{
    public const string Exists = "Exists";
    public const string Equal = "Equal";
    public const string Lt = "Lt";
    public const string Gt = "Gt";
}
