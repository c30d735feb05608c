namespace Kubesharp.Api.Storage;

/// <summary>The known values of FSGroupPolicy.</summary>
public static class FSGroupPolicy
{
    public const string ReadWriteOnceWithFSType = "ReadWriteOnceWithFSType";
    public const string File = "File";
    public const string None = "None";
}
