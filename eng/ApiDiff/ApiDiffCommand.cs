namespace Kubesharp.ApiDiff;

/// <summary>Holds the API of this working copy against a published OpenAPI document.</summary>
public static class ApiDiffCommand
{
    public const int Same = 0;
    public const int Different = 1;
    public const int BadInput = 2;

    public static int Main(string[] arguments) => Run(arguments, Console.Out, Console.Error);

    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (arguments is not [string path])
        {
            errors.WriteLine("error: name one document: an OpenAPI document of version 2, as JSON.");
            return BadInput;
        }
        ApiDocument there;
        try
        {
            there = ApiDocument.Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"error: {path} cannot be compared: {exception.Message.TrimEnd('.')}.");
            return BadInput;
        }
        ApiDocument here = ApiDocument.Parse(ApiServer.OpenApi.PublishedDocument.OfBuiltInKinds());
        IReadOnlyList<Difference> differences = Comparison.Between(here, there);
        Report.Write(differences, output);
        return differences.Count == 0 ? Same : Different;
    }
}
