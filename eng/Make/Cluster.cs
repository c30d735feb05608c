namespace Kubesharp.Make;

internal static class Cluster
{
    public static Task<int> UpAsync(Arguments arguments) => throw new MakeException("not yet");
    public static Task<int> DownAsync(Arguments arguments) => throw new MakeException("not yet");
}
