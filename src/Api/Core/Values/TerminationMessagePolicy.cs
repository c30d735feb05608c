namespace Kubesharp.Api.Core;

/// <summary>The known values of TerminationMessagePolicy.</summary>
public static class TerminationMessagePolicy
{
    public const string File = "File";
    public const string FallbackToLogsOnError = "FallbackToLogsOnError";
}
