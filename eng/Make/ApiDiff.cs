namespace Kubesharp.Make;

/// <summary>Holds the API of this working copy against a published OpenAPI document.</summary>
internal static class ApiDiff
{
    private const int BadInput = 2;

    /// <summary>0: the same; 1: differences, which are printed; 2: the document cannot be read.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        if (arguments.Next() is not { } document)
        {
            Console.Error.WriteLine("error: api-diff needs a document: `dotnet make.cs api-diff swagger.json`.");
            return BadInput;
        }
        arguments.End();
        await Build.ProjectAsync("eng/ApiDiff/ApiDiff.csproj");
        return await Tool.PassThroughAsync(
            Build.ExecutableOf("eng/ApiDiff", "Kubesharp.ApiDiff"), [Path.GetFullPath(document)]);
    }
}
